<?php
// The processor seconds that wikidiff2 takes for each pair of files, texts in memory, the best of a number of rounds.
function processor_seconds(): float
{
    $used = getrusage();
    return $used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec'] + ($used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) / 1e6;
}

$rounds = (int) $argv[1];
for ($i = 2; $i + 1 < count($argv); $i += 2) {
    $old = file_get_contents($argv[$i]);
    $new = file_get_contents($argv[$i + 1]);
    $best = INF;
    for ($round = 0; $round < $rounds; $round++) {
        $start = processor_seconds();
        wikidiff2_inline_json_diff($old, $new, 2);
        $best = min($best, processor_seconds() - $start);
    }
    echo $best, "\n";
}
