"""Who got hold of a signed request and sends it again gets nothing by it."""

import hashlib
import hmac
from pathlib import Path
from urllib.parse import urlencode

from playground.clock import now
from tests.scenarios.desk import MAYA, WHATSAPP, WORKSPACE, open_desk


async def test_a_command_that_is_sent_again_is_not_answered_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = {"command": "/customer", "text": "help", "team_id": WORKSPACE, "user_id": MAYA}
        raw = urlencode({**form, "channel_id": WHATSAPP, "trigger_id": "1.2.3"}).encode()
        at = str(int(now()))
        signed = hmac.new(b"s" * 32, f"v0:{at}:".encode() + raw, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={signed}",
        }
        url = desk.playground.workspace.courier.bot_url
        answers = []
        for _ in range(3):
            async with desk.session.post(url, data=raw, headers=headers) as answer:
                answers.append((answer.status, "customer" in await answer.text()))
        assert answers == [(200, True), (409, False), (409, False)]
