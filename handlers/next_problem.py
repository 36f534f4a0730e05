"""Goes on with the next problem of a message that told of several, once the one before is dealt with."""

from uuid import UUID

from bot.domain.remarks import Remark
from bot.domain.residents import Resident
from bot.say import Say
from bot.services.drafting import Outcome
from bot.services.ports import UnitOfWork
from bot.services.splitting import Splitting
from handlers.draft_card import DraftCard


async def show_next(
    done: UUID, resident: Resident, uow: UnitOfWork, say: Say, splitting: Splitting, draft_card: DraftCard
) -> None:
    """Show the draft that began when the draft `done` was filed or joined to another report, if one did."""
    following = await splitting.next_of(resident, done, uow)
    if following is not None:
        remark = Remark("problems-next", {"words": following.description})
        await draft_card.show(Outcome(following, (remark,)), say, uow)
