"""What the bot remembers, in SQLite or PostgreSQL through SQLAlchemy."""

from bot.store.base import Base, Store, utc_now
from bot.store.conversation import Delivery, Exchange, Incoming

__all__ = ["Base", "Delivery", "Exchange", "Incoming", "Store", "utc_now"]
