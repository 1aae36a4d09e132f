//! `parallax events --stories` as its user meets it: growing corpora, order of input, threads.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

/// Articles of three happenings on two days, one of them agency copy.
fn articles() -> Vec<String> {
    let told = [
        (
            "The bridge over the Lune was closed after engineers found cracks in two pillars, the council said.",
            "2024-05-06",
        ),
        (
            "Engineers found cracks in two pillars of the Lune bridge; the council closed it to all traffic.",
            "2024-05-06",
        ),
        ("A ferry with ninety passengers ran aground off Harwick in thick fog; nobody was hurt.", "2024-05-06"),
        ("Fog: a ferry ran aground off Harwick with ninety passengers aboard, all of them unhurt.", "2024-05-07"),
        ("Teachers in Dunmore voted for a strike over pay in the first week of June.", "2024-05-07"),
        (
            "The bridge over the Lune was closed after engineers found cracks in two pillars, the council said.",
            "2024-05-09",
        ),
    ];
    let line = |(at, (text, date)): (usize, &(&str, &str))| {
        format!("{{\"id\":\"a{at}\",\"date\":\"{date}\",\"lang\":\"en\",\"text\":\"{text}\"}}\n")
    };
    told.iter().enumerate().map(line).collect()
}

fn events(input: &Path, more: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("parallax").unwrap();
    command.env("NO_COLOR", "1").args(["--no-user-rules", "events", "--stories", "--format", "json"]);
    let output = command.args(more).arg(input).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
}

#[test]
fn articles_added_day_by_day_group_as_if_read_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let state = path("news.state");
    let state = ["--state", state.to_str().unwrap()];
    let all = articles();
    fs::write(path("all.jsonl"), all.concat()).unwrap();
    fs::write(path("first.jsonl"), all[..3].concat()).unwrap();
    fs::write(path("then.jsonl"), all[3..].concat()).unwrap();
    let whole = events(&path("all.jsonl"), &[]);
    assert_eq!(whole.0, 0, "{}", whole.2);
    assert_eq!(events(&path("first.jsonl"), &state).0, 0);
    assert_eq!(events(&path("then.jsonl"), &state), whole);
    // What was read before may be given again.
    assert_eq!(events(&path("first.jsonl"), &state), whole);
    assert!(whole.1.contains(r#"["a0","a1","a5"]"#) && whole.1.contains(r#"["a2","a3"]"#), "{}", whole.1);
}

#[test]
fn a_damaged_state_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (input, state) = (folder.path().join("all.jsonl"), folder.path().join("news.state"));
    fs::write(&input, articles().concat()).unwrap();
    let option = ["--state", state.to_str().unwrap()];
    assert_eq!(events(&input, &option).0, 0);
    let mut bytes = fs::read(&state).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&state, &bytes).unwrap();
    let (code, out, err) = events(&input, &option);
    assert!(code != 0 && out.is_empty() && err.contains("news.state: damaged"), "{code} {out} {err}");
    assert_eq!(fs::read(&state).unwrap(), bytes);
}

#[test]
fn neither_the_order_of_input_nor_the_number_of_threads_decides() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (folder.path().join("one.jsonl"), folder.path().join("other.jsonl"));
    let mut all = articles();
    fs::write(&one, all.concat()).unwrap();
    all.reverse();
    all.rotate_left(2);
    fs::write(&other, all.concat()).unwrap();
    assert_eq!(events(&one, &["--threads", "1"]), events(&other, &["--threads", "3"]));
}
