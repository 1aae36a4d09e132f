"""The exercise of src/exercise/export/tests/sample.rs as other programs read it: QTI by pyslet and qti2latex, CSV by Python.

No registry carries the schemas of QTI. pyslet has a class with a content model for each element of QTI 2.1, and runs its response
processing, so that answers can be given and their scores looked at.
"""

import csv
import io
import json
import os
import re
import unittest
import zipfile
from xml.etree import ElementTree

import pyslet.html401 as html
import pyslet.imscpv1p2 as imscp
import pyslet.imsqtiv1p2p1 as qti1
import pyslet.qtiv1.common
import pyslet.qtiv2.xml as qti2
import qti2latex
from pyslet import qtiv1
from pyslet.qtiv2 import content, core, interactions, items, tests, variables

# Slips of pyslet 0.7 in walking over what it has read. Hottext is a block to it; in the binding it may stand in a paragraph.
interactions.Hottext.__bases__ = (html.InlineMixin, interactions.Choice)
interactions.HottextInteraction.get_children = html.XHTMLElement.get_children
qti1.Assessment.QTIAssessProcExtension = None
qtiv1.core.QTIComment = qtiv1.common.QTICommentContainer

HARD = """50% ~ = # { } : < > & "x" 'y' \\ * [html] -> // | $ T"""


def path(name):
    return os.path.join(os.environ["EXPORTS_TO"], name)


def read(document, text):
    document.read(src=io.BytesIO(text))
    return document.root


def packed(name):
    with zipfile.ZipFile(path(name)) as archive:
        return {entry: archive.read(entry) for entry in archive.namelist()}


def words(element):
    """All text in an element."""
    return "".join(c if isinstance(c, str) else words(c) for c in element.get_children())


class Manifests(unittest.TestCase):
    """Content packages as pyslet opens them."""

    def resources(self, name):
        package = imscp.ContentPackage(path(name))
        self.addCleanup(package.Close)
        files = {str(file.href) for one in package.manifest.root.Resources.Resource for file in one.File}
        self.assertEqual(files | {"imsmanifest.xml"}, set(packed(name)))
        return [(one.type, len(one.Dependency)) for one in package.manifest.root.Resources.Resource]

    def test_the_manifest_names_every_file_and_what_it_is(self):
        self.assertEqual(self.resources("qti12.zip"), [("imsqti_xmlv1p2", 0)])
        test, *rest = self.resources("qti21.zip")
        self.assertEqual(test, ("imsqti_test_xmlv2p1", 10))
        self.assertEqual(rest, [("imsqti_item_xmlv2p1", 0)] * 10)


class Qti21(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = packed("qti21.zip")
        cls.items = {
            name: read(qti2.QTIDocument(), text) for name, text in cls.files.items() if name.startswith("items/")
        }

    def item(self, number):
        return self.items[f"items/q{number}.xml"]

    def score(self, number, response):
        state = variables.ItemSessionState(self.item(number))
        state.begin_session()
        state.map["RESPONSE"].set_value(response)
        state.map["numAttempts"].set_value(1)
        state.item.ResponseProcessing.run(state)
        self.assertEqual(state["FEEDBACK"].value, "KEY")
        return state["SCORE"].value

    def test_every_file_is_what_the_standard_lets_it_be(self):
        self.assertEqual(len(self.items), 10)
        self.assertTrue(all(isinstance(item, items.AssessmentItem) for item in self.items.values()))
        test = read(qti2.QTIDocument(), self.files["test.xml"])
        self.assertIsInstance(test, tests.AssessmentTest)
        read_first = [words(block) for block in test.find_children_depth_first(content.RubricBlock)]
        self.assertEqual([text[:10] for text in read_first], ["A · Outlet", "B · Outlet"])
        self.assertIn(f"1. One {HARD} Two {HARD}", read_first[0])
        named = [ref.href for ref in test.find_children_depth_first(tests.AssessmentItemRef)]
        self.assertEqual([str(href) for href in named], [f"items/q{n}.xml" for n in range(1, 11)])

    def test_an_element_in_the_wrong_place_is_refused_so_the_reader_is_strict(self):
        stray = self.files["items/q3.xml"].replace(b"<itemBody>", b"<itemBody><simpleMatchSet/>", 1)
        with self.assertRaises(core.QTIValidityError):
            read(qti2.QTIDocument(), stray)

    def test_all_words_are_as_they_were(self):
        for number in range(1, 10):
            body = words(self.item(number).ItemBody)
            self.assertIn(f"What of {HARD}?", body)
            self.assertIn(f"The spy, said {HARD}, was ill.", body)
        choices = self.item(3).ItemBody.find_children_depth_first(interactions.SimpleChoice)
        self.assertEqual([words(choice) for choice in choices], [HARD, f"[{HARD}", f"={HARD}"])
        self.assertIn(f"Because {HARD}", words(self.item(3)))

    def test_the_right_answer_earns_the_most_and_a_wrong_one_nothing(self):
        self.assertEqual(self.score(3, "C1"), 1)
        self.assertEqual(self.score(3, "C0"), 0)
        self.assertEqual(self.score(4, ["L0 R2", "L1 R1"]), 2)
        self.assertEqual(self.score(4, ["L0 R2", "L1 R0"]), 1)
        self.assertEqual(self.score(7, ["C2", "C0", "C1"]), 1)
        self.assertEqual(self.score(7, ["C0", "C1", "C2"]), 0)
        self.assertEqual(self.score(8, HARD), 1)
        self.assertEqual(self.score(8, "something else"), 0)

    def test_a_grid_counts_by_cells_and_a_wrong_cell_costs_one(self):
        right = ["L0 R0", "L0 R1", "L0 R3"]
        self.assertEqual(self.score(5, right), 3)
        self.assertEqual(self.score(5, right + ["L1 R0"]), 2)
        self.assertEqual(self.score(5, ["L1 R0"]), 0)

    def test_the_words_of_a_stretch_share_a_point_and_accepted_ones_are_free(self):
        hot = {words(one): one.identifier for one in self.item(1).ItemBody.find_children_depth_first(interactions.Hottext)}
        right = [hot[word] for word in ["allegedly", "is", "believed", "may"]]
        self.assertEqual(self.score(1, right), 3)
        self.assertEqual(self.score(1, right + [hot["so"]]), 3)
        self.assertEqual(self.score(1, right + [hot["He"]]), 2)
        self.assertEqual(self.score(1, [hot["believed"]]), 0.5)


class Qti12(unittest.TestCase):
    """pyslet reads QTI 1.2 leniently; qti2latex reads it as Canvas writes it."""

    @classmethod
    def setUpClass(cls):
        cls.text = packed("qti12.zip")["exercise/exercise.xml"]
        cls.items = list(read(qti1.QTIDocument(), cls.text).find_children_depth_first(qti1.Item))
        cls.canvas = {item.get("ident"): item for item in qti2latex.findall_anyns(ElementTree.fromstring(cls.text), "item")}

    def test_every_question_is_there(self):
        ids = "A B q1 q2 q3 q4 q5.1 q5.2 q6.1 q7 q8 q9 q10".split()
        self.assertEqual([item.ident for item in self.items], ids)
        self.assertEqual(list(self.canvas), ids)

    def test_canvas_knows_the_kind_of_each_question(self):
        kinds = [qti2latex.guess_type(qti2latex.get_qti_metadata(item), item) for item in self.canvas.values()]
        short = [kind.removesuffix("_question") for kind in kinds]
        self.assertEqual(short, ["text_only", "text_only", "essay", "short_answer", "multiple_choice", "matching", "multiple_answers", "multiple_answers",
                                 "true_false", "matching", "short_answer", "essay", "multiple_choice"])

    def test_all_words_are_as_they_were_and_the_right_answers_are_options(self):
        texts = [words(text) for text in self.items[4].find_children_depth_first(qti1.MatText)]
        self.assertEqual(texts[1:4], [HARD, f"[{HARD}", f"={HARD}"])
        choices = dict(qti2latex.get_choices(self.canvas["q3"]))
        self.assertEqual([choices[ident] for ident in qti2latex.get_correct_idents(self.canvas["q3"])], [f"[{HARD}"])
        choices = dict(qti2latex.get_choices(self.canvas["q5.1"]))
        right = sorted(choices[ident] for ident in qti2latex.get_correct_idents(self.canvas["q5.1"]))
        self.assertEqual(right, [f"{column} {HARD}" for column in "ABD"])

    def test_questions_are_html_that_shows_the_words_as_they_were(self):
        for ident, item in self.canvas.items():
            stem = ElementTree.fromstring(f"<div>{qti2latex.get_item_stem(item)}</div>")
            if ident in "AB":
                self.assertIn(f"1. One {HARD} Two {HARD}", "".join(stem.itertext()))
            elif ident != "q10":
                self.assertIn(f"What of {HARD}?", "".join(stem.itertext()))


class H5p(unittest.TestCase):
    def test_title_key_and_task_are_as_they_were(self):
        files = packed("verbs.h5p")
        self.assertEqual(list(files), ["h5p.json", "content/content.json"])
        about, content = (json.loads(text) for text in files.values())
        self.assertTrue(about["title"].endswith(f"Spies {HARD}"))
        self.assertIn(f"Because {HARD}", about["authorComments"])
        # One word is to be marked; asterisks of the text are doubled.
        self.assertEqual(re.findall(r"\*[^*]+\*", content["textField"].replace("**", "")), ["*believed*"])
        self.assertEqual("".join(ElementTree.fromstring(content["taskDescription"]).itertext()), f"What of {HARD}?")


class Csv(unittest.TestCase):
    def test_cells_are_as_they_were(self):
        with open(path("exercise.csv"), newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        by_id = {row["id"]: row for row in rows}
        self.assertEqual(len(rows), 11)
        self.assertTrue(all(None not in row and None not in row.values() for row in rows))
        self.assertEqual(by_id["q3"]["question"], f"What of {HARD}?")
        self.assertEqual([by_id["q3"][f"option_{n}"] for n in (1, 2)], [HARD, f"[{HARD}"])
        # A spreadsheet would take what begins with = for a formula.
        self.assertEqual(by_id["q3"]["option_3"], f"'={HARD}")
        self.assertEqual(by_id["q3"]["answer"], f"[{HARD}")
        self.assertIn(f"Because {HARD}", by_id["q3"]["feedback"])


if __name__ == "__main__":
    unittest.main()
