"""The vocabulary, the law as data, matching and judgement. Nothing in here does input or output."""
