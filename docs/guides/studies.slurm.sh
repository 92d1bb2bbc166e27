#!/bin/bash
# Each task of this array is a worker: docs/guides/studies.md. Submit it in the checkout, with the password of the queue in the environment.
#SBATCH --job-name=causal-mechanisms
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --mem=8G
#SBATCH --time=12:00:00
# Two minutes before the end: the worker saves and hands its run back.
#SBATCH --signal=TERM@120
#SBATCH --requeue

export CAUSAL_MECHANISMS_QUEUE=${CAUSAL_MECHANISMS_QUEUE:-redis://HOST/0}
export CAUSAL_MECHANISMS_STORE=${CAUSAL_MECHANISMS_STORE:-$PWD/runs/store}

# By srun, which passes the signal on; not by npm. Since 22.05 srun has one core unless it is told. Ten minutes without a run, and the task ends.
srun --cpus-per-task="$SLURM_CPUS_PER_TASK" node tools/lab/bin/lab.mjs worker --end-when-idle 600
