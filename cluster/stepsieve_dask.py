#!/usr/bin/env python3
"""Run a Stepsieve experiment or sweep on a Dask cluster; print its outcome.

    pip install dask distributed              # and dask-jobqueue for Slurm, asyncssh for SSH
    python stepsieve_dask.py SPEC --local 8
    python stepsieve_dask.py SPEC --ssh node1 node2 node3
    python stepsieve_dask.py SPEC --slurm 1000 --walltime 02:00:00
    python stepsieve_dask.py SPEC --scheduler tcp://10.0.0.1:8786

SPEC is what `stepsieve jobs` takes. The engine is the command `stepsieve` of one release on every
machine; this file only carries its jobs and reports, as bytes, so no common disk is needed. Reports
are kept in a folder: started again, it goes on where it was stopped. The outcome has the hash of
`stepsieve run`, whatever the cluster and however many of its workers die.
"""

import argparse
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path


def work(program, job):
    """Does a job, given and returned as the bytes of a file. Runs on a worker."""
    done = subprocess.run([program, "work", "-"], input=job, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def keep(report, file):
    """Writes a report as a whole or not at all."""
    beside = file.with_suffix(".part")
    beside.write_bytes(report)
    os.replace(beside, file)


def next_jobs(spec, folder, blocks, program):
    """Writes the jobs that have no report yet, and returns their files."""
    command = [program, "jobs", spec, str(folder), "--into", str(folder), "--blocks", str(blocks)]
    written = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return [Path(name) for name in written.stdout.splitlines()]


def reports(client, spec, folder, *, blocks=1, program="stepsieve", remote=None):
    """Does all jobs of all stages; yields, after each report, how many of its stage are there."""
    from distributed import as_completed

    while files := next_jobs(spec, folder, blocks, program):
        there = remote or program
        futures = {client.submit(work, there, f.read_bytes(), key=f.name): f for f in files}
        finished = as_completed(list(futures), with_results=True)
        for count, (future, report) in enumerate(finished, 1):
            keep(report, futures.pop(future).with_suffix(".report"))
            future.release()
            yield count, len(files)


@contextmanager
def client_of(options):
    """A client of the cluster that the command line names."""
    import dask
    from distributed import Client, LocalCluster, SSHCluster

    # A cluster may take machines back at any time, under the same job too.
    dask.config.set({"distributed.scheduler.allowed-failures": 100})
    each = {"nthreads": 1, "memory_limit": 0}
    if options.scheduler:
        cluster = options.scheduler
    elif options.ssh:
        first, *_ = hosts = options.ssh
        cluster = SSHCluster([first, *hosts], worker_options={**each, "n_workers": options.cores})
    elif options.slurm:
        from dask_jobqueue import SLURMCluster

        cores = options.cores
        cluster = SLURMCluster(
            cores=cores,
            processes=cores,
            memory=f"{cores} GB",
            walltime=options.walltime,
            queue=options.partition,
            account=options.account,
        )
        cluster.scale(options.slurm)
    else:
        cluster = LocalCluster(n_workers=options.local, threads_per_worker=1, memory_limit=0)
    with Client(cluster) as client:
        try:
            yield client
        finally:
            if not options.scheduler:
                cluster.close()


def main():
    parser = argparse.ArgumentParser(
        description="Run a Stepsieve experiment or sweep on a Dask cluster; print its outcome.",
        epilog="Options that are not listed go to “stepsieve collect”, such as --summary.",
    )
    add = parser.add_argument
    add("spec", metavar="SPEC", help="preset, permalink or file, as “stepsieve jobs” takes it")
    add("--folder", type=Path, default=Path("stepsieve-reports"), help="of jobs and reports")
    add("--blocks", type=int, default=1, help="blocks of 64 walkers in a job (default: 1)")
    add("--program", default="stepsieve", help="the command here")
    add("--remote", help="the command on the workers, if it has another path there")
    add("--cores", type=int, default=1, help="of each machine, for --ssh and --slurm (default: 1)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--local", type=int, help="processes here (default: one for each core)")
    where.add_argument("--ssh", nargs="+", metavar="HOST", help="machines; the first schedules too")
    where.add_argument("--slurm", type=int, metavar="N", help="workers to ask Slurm for")
    where.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster that runs already")
    for name in ("walltime", "partition", "account"):
        add(f"--{name}", help="for --slurm")
    options, more = parser.parse_known_args()
    options.local = options.local or os.cpu_count()
    folder, program = options.folder, options.program
    folder.mkdir(parents=True, exist_ok=True)
    how = {"blocks": options.blocks, "program": program, "remote": options.remote}
    try:
        with client_of(options) as client:
            for count, total in reports(client, options.spec, folder, **how):
                print(f"\r{count} of {total} jobs", end="\n" * (count == total), file=sys.stderr)
    except (subprocess.CalledProcessError, RuntimeError) as refused:
        # The command has said why, here or on a worker.
        sys.exit(getattr(refused, "returncode", str(refused)))
    collected = subprocess.run([program, "collect", options.spec, str(folder), *more])
    sys.exit(collected.returncode)


if __name__ == "__main__":
    main()
