"""Many machines: articles as Dask tasks, clips and editions through a store that every machine reaches.

Extra ``[cluster]``. Start ``dask scheduler`` on one machine and ``dask worker tcp://…:8786 --nthreads 1`` on each,
where audioedition is installed. What Dask alone does not promise is done here: a task that is lost, or that lies in
no worker's hands while workers are idle, is handed in again; the store says what is there already; a cluster whose
workers or whose scheduler are gone is waited for.
"""

from audioedition.newsroom.cluster.connection import Cluster
from audioedition.newsroom.cluster.presence import PATIENCE_S
from audioedition.newsroom.cluster.slot import RemoteWorker, remote_workers

__all__ = ["PATIENCE_S", "Cluster", "RemoteWorker", "remote_workers"]
