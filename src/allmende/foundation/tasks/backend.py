"""The task backend: enqueueing is one row in the caller's transaction."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from allmende.foundation import clock, tracing
from allmende.foundation.tasks.models import Job, State

STATUS = {
    State.READY: TaskResultStatus.READY,
    State.RUNNING: TaskResultStatus.RUNNING,
    State.DONE: TaskResultStatus.SUCCESSFUL,
    State.DEAD: TaskResultStatus.FAILED,
}


class DatabaseBackend(BaseTaskBackend):
    """Jobs in the database of everything else: a rolled-back command takes its jobs with it."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task, args: list[Any], kwargs: dict[str, Any]) -> TaskResult:
        """Put a task in the queue; JSON values only."""
        return self._result(task, self._insert(task, args, kwargs, None))

    def enqueue_unique(self, task: Task, key: str, args: list[Any], kwargs: dict[str, Any]) -> TaskResult | None:
        """Put a task in the queue unless a job of that key was ever put there; None then."""
        if Job.objects.filter(unique_key=key).exists():
            return None
        try:
            with transaction.atomic():
                return self._result(task, self._insert(task, args, kwargs, key))
        except IntegrityError:  # another process was first
            return None

    def _insert(self, task: Task, args: list[Any], kwargs: dict[str, Any], key: str | None) -> Job:
        self.validate_task(task)
        return Job.objects.create(
            path=task.module_path,
            args=normalize_json(list(args)),
            kwargs=normalize_json(kwargs),
            queue=task.queue_name,
            priority=task.priority,
            run_after=task.run_after or clock.now(),
            unique_key=key,
            carried=tracing.carried(),
        )

    def get_result(self, result_id: str) -> TaskResult:
        """Return what became of a task; raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(id=result_id)
        except (Job.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return self._result(import_string(job.path), job)

    def _result(self, task: Task, job: Job) -> TaskResult:
        result: TaskResult = TaskResult(
            task=task,
            id=str(job.id),
            status=STATUS[State(job.state)],
            enqueued_at=job.created,
            started_at=job.started,
            finished_at=job.finished,
            last_attempted_at=job.started,
            args=job.args,
            kwargs=job.kwargs,
            backend=self.alias,
            errors=[TaskError(exception_class_path="builtins.Exception", traceback=job.error)] if job.error else [],
            worker_ids=[job.leased_by] * job.attempts,
        )
        object.__setattr__(result, "_return_value", job.result)  # the framework's own way: the field has no init
        return result


def enqueue_unique(task: Task, key: str, *args: Any, **kwargs: Any) -> bool:
    """Enqueue a task at most once for a key, for ever; say whether this call did."""
    backend = task.get_backend()
    if not isinstance(backend, DatabaseBackend):
        raise TypeError("Unique jobs need the database backend.")
    return backend.enqueue_unique(task, key, list(args), kwargs) is not None
