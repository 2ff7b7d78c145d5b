<?php
// The seconds that wikidiff2 takes for each pair of files, texts in memory, the best of a number of rounds.
$rounds = (int) $argv[1];
for ($i = 2; $i + 1 < count($argv); $i += 2) {
    $old = file_get_contents($argv[$i]);
    $new = file_get_contents($argv[$i + 1]);
    $best = INF;
    for ($round = 0; $round < $rounds; $round++) {
        $start = hrtime(true);
        wikidiff2_inline_json_diff($old, $new, 2);
        $best = min($best, (hrtime(true) - $start) / 1e9);
    }
    echo $best, "\n";
}
