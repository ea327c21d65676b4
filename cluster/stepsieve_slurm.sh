#!/bin/bash
# Runs a Stepsieve experiment or sweep as Slurm arrays, one after the other; SPEC is what
# "stepsieve jobs" takes, and FOLDER is on a disk that all machines share:
#
#     bash stepsieve_slurm.sh SPEC FOLDER [BLOCKS]
#
# Each stage is an array of jobs, and after it this script submits the next. In the end the outcome
# is in FOLDER/outcome.json. Jobs whose machine died are in the next array; if one fails by itself,
# so do the arrays after it, and "stepsieve work" on its file tells why.
#
# Options of sbatch come from its variables, such as SBATCH_ACCOUNT, SBATCH_PARTITION and
# SBATCH_TIMELIMIT. MOST is the limit of your cluster on the size of an array (scontrol show config,
# MaxArraySize). STEPSIEVE is the command, if it is not on the PATH.
set -euo pipefail
spec=$1
folder=$2
blocks=${3:-1}
stepsieve=${STEPSIEVE:-stepsieve}

if [[ -n ${SLURM_ARRAY_TASK_ID:-} ]]; then
    exec "$stepsieve" work "$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$folder/jobs.txt")"
fi

mkdir -p "$folder"
"$stepsieve" jobs "$spec" "$folder" --into "$folder" --blocks "$blocks" > "$folder/all.txt"
head -n "${MOST:-1000}" "$folder/all.txt" > "$folder/jobs.txt"
count=$(wc -l < "$folder/jobs.txt")
if [[ $count -eq 0 ]]; then
    exec "$stepsieve" collect "$spec" "$folder" --out "$folder/outcome.json"
fi
script=$(realpath "${BASH_SOURCE[0]}")
if [[ -n ${SLURM_JOB_ID:-} ]]; then
    # Slurm runs a copy.
    script=$STEPSIEVE_SCRIPT
fi
export STEPSIEVE_SCRIPT=$script
array=$(sbatch --parsable --cpus-per-task 1 --array "0-$((count - 1))" \
    --output "$folder/work-%A.log" --open-mode append "$script" "$spec" "$folder" "$blocks")
sbatch --parsable --cpus-per-task 1 --dependency "afterany:${array%%;*}" \
    --output "$folder/next-%j.log" "$script" "$spec" "$folder" "$blocks"
