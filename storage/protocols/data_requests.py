"""What customers ask to be told."""

from typing import Protocol

from storage.data_requests import DataRequest
from storage.outcomes import Change


class DataRequests(Protocol):
    """Requests of customers for what is held of them."""

    async def data_requests(self) -> list[DataRequest]:
        """Those that wait, the one that is due first first; then those that were answered, the newest first."""
        ...

    async def keep_data_request(self, request: DataRequest, *, change: Change) -> bool:
        """True if it was not known; what was answered long ago goes."""
        ...

    async def answer_data_request(self, request_id: str, *, change: Change) -> bool:
        """True if it waited, and is answered now."""
        ...
