//! Running a program at a position of a sentence.
