"""Open modals: in memory only, since a restart closes them."""

from dataclasses import dataclass, field

from bot.workplace.people import App
from bot.workplace.store import Json


@dataclass(slots=True)
class Views:
    """The modals open before each person, bottom first."""

    stacks: dict[str, list[Json]] = field(default_factory=dict)

    def find(self, view_id: str) -> tuple[str, Json] | None:
        """The person and the modal."""
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == view_id:
                    return user, view
        return None

    def external(self, app: App, external_id: str) -> Json | None:
        views = [view for stack in self.stacks.values() for view in stack]
        return next((v for v in views if v["app_id"] == app.id and v["external_id"] == external_id), None)
