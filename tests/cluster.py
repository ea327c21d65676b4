"""Jobs on a Dask cluster of two worker processes, and as Slurm arrays: the outcome has the hash of
one machine, though workers are killed in the middle. The command is the variable STEPSIEVE."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import unittest
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "cluster"))
PROGRAM = os.environ["STEPSIEVE"]

import stepsieve_dask  # noqa: E402
from distributed import Client, LocalCluster  # noqa: E402

# Three stages, of jobs that take about a tenth of a second each.
SCAN = "v=3&kind=scan&preset=test1&scan_steps=1e6&steps=2e7"


def outcome_of(*words):
    ran = subprocess.run([PROGRAM, *words], capture_output=True, check=True)
    return json.loads(ran.stdout)


@contextmanager
def two_workers():
    # Dask's warnings of the deaths are expected.
    workers = LocalCluster(n_workers=2, threads_per_worker=1, silence_logs=logging.CRITICAL)
    with workers, Client(workers) as client:
        yield client


class Cluster(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def assert_same(self, outcome):
        usual = outcome_of("run", SCAN)
        self.assertEqual(outcome["hash"], usual["hash"])
        self.assertEqual(outcome, usual)

    def test_a_killed_worker_changes_nothing(self):
        with two_workers() as client:
            first = set(client.run(os.getpid).values())
            self.assertEqual(len(first), 2)
            stages, killed = [], 0
            for count, total in stepsieve_dask.reports(client, SCAN, self.folder, program=PROGRAM):
                stages += [total] * (count == 1)
                # Whatever it is at dies with it, and so do the reports that it still holds.
                if count == total // 2 and killed < 2 and total > 4:
                    os.kill(sorted(client.run(os.getpid).values())[0], signal.SIGKILL)
                    killed += 1
            self.assertEqual(killed, 2)
            self.assertGreaterEqual(len(stages), 3)
            client.wait_for_workers(2)
            self.assertNotEqual(first, set(client.run(os.getpid).values()))
        self.assert_same(outcome_of("collect", SCAN, str(self.folder)))

    def test_it_goes_on_where_it_was_stopped(self):
        with two_workers() as client:
            how = {"blocks": 4, "program": PROGRAM}
            before = stepsieve_dask.reports(client, SCAN, self.folder, **how)
            next(before)
            next(before)
            before.close()
            kept = {file.stat().st_mtime_ns for file in self.folder.glob("*.report")}
            self.assertEqual(len(kept), 2)
            list(stepsieve_dask.reports(client, SCAN, self.folder, **how))
            after = {file.stat().st_mtime_ns for file in self.folder.glob("*.report")}
            self.assertTrue(kept < after)
        self.assert_same(outcome_of("collect", SCAN, str(self.folder)))

    def test_slurm_arrays_follow_one_another(self):
        """In place of Slurm a script that does what is submitted at once, in a copy as Slurm does;
        of each array it loses a job."""
        sbatch = self.folder / "sbatch"
        sbatch.write_text(SBATCH)
        sbatch.chmod(0o755)
        environment = {
            **os.environ,
            "PATH": f"{self.folder}:{os.environ['PATH']}",
            "STEPSIEVE": PROGRAM,
            "MOST": "30",
        }
        script = ROOT / "cluster" / "stepsieve_slurm.sh"
        work = self.folder / "work"
        subprocess.run(
            ["bash", script, SCAN, work, "2"], env=environment, check=True, stdout=subprocess.PIPE
        )
        self.assertGreater(len((self.folder / "lost").read_text().split()), 2)
        self.assert_same(json.loads((work / "outcome.json").read_text()))


SBATCH = """#!/bin/bash
here=$(dirname "$0")
while [[ $1 == --* ]]; do
    case $1 in
        --array) array=$2; shift ;;
        --dependency) [[ $2 == afterany:77 ]] || exit 1; shift ;;
        --parsable) ;;
        *) shift ;;
    esac
    shift
done
cp "$1" "$here/slurm_script"
shift
export SLURM_JOB_ID=77
if [[ -n ${array:-} ]]; then
    for n in $(seq ${array%-*} ${array#*-}); do
        if [[ $n == 1 ]]; then echo "$n" >> "$here/lost"; continue; fi
        SLURM_ARRAY_TASK_ID=$n bash "$here/slurm_script" "$@" || exit 1
    done
    echo 77
else
    bash "$here/slurm_script" "$@"
fi
"""

if __name__ == "__main__":
    unittest.main()
