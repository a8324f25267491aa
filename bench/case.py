"""Who watches what in the polling benchmark."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from bench.job_mix import KINDS, Kind, kind

# People press at the same time; the API takes this many submissions side by side.
_PRESSING = 8


@dataclass(frozen=True)
class Case:
    """`jobs` run for each visitor or, if `shared`, once for all of them; `trials` go on side by side.

    Trials share nothing but the sandbox; each begins with another kind of job.
    """

    name: str
    visitors: int
    jobs: int
    shared: bool = False
    trials: int = 1

    def owners(self, trial: int) -> list[str]:
        """Whose jobs there are."""
        return [f"owner-{trial}-{number}" for number in range(1 if self.shared else self.visitors)]

    def owner_of(self, trial: int, visitor: int) -> str:
        """Whose jobs a visitor watches."""
        owners = self.owners(trial)
        return owners[visitor % len(owners)]

    @property
    def watchers(self) -> int:
        """How many visitors watch one job."""
        return self.visitors if self.shared else 1

    def orders(self, trial: int) -> Iterator[tuple[str, Kind]]:
        """Each job of a trial, with its owner."""
        for owner in self.owners(trial):
            for number in range(self.jobs):
                yield owner, kind(trial + number)


# One job is one sample, and one kind: as many trials as there are kinds.
CASES = (
    Case("1 visitor, 1 job", visitors=1, jobs=1, trials=len(KINDS)),
    Case("50 visitors, the same 20 jobs", visitors=50, jobs=20, shared=True),
    Case("50 visitors, 20 jobs each", visitors=50, jobs=20),
)


def press_all(case: Case, trial: int, submit: Callable[[str, Kind], None]) -> None:
    """Submits all jobs of a trial, some at a time. Raises what `submit` raises."""
    with ThreadPoolExecutor(_PRESSING) as people:
        for _ in people.map(lambda order: submit(*order), list(case.orders(trial))):
            pass
