"""Wrong lines of the store's Lua scripts."""

from typing import Final

from tests.storage.invariants.mutation import in_file

SCRIPT_MUTATIONS: Final = (
    *in_file(
        "redis/lua/commit.lua",
        (
            "revisions are not checked",
            "return (redis.call('HGET', key, 'rev') or '0') == value",
            "return true",
        ),
        (
            "a change is made twice",
            "local before = redis.call('GET', KEYS[done[1]])",
            "local before",
        ),
        (
            "who claims an identifier is not checked",
            "if redis.call('SCARD', key) ~= #value then",
            "if true then return true end\n  if redis.call('SCARD', key) ~= #value then",
        ),
        (
            "a source is not checked",
            "return (redis.call('GET', key) or '') == value",
            "return true",
        ),
        (
            "a conversation of somebody else is forgotten",
            "if redis.call('GET', key) == op[3] then\n      redis.call('DEL', key)",
            "if true then\n      redis.call('DEL', key)",
        ),
        (
            "a conversation of somebody else is passed on",
            "if redis.call('GET', key) == op[3] then\n      redis.call('SET', key, op[4])",
            "if true then\n      redis.call('SET', key, op[4])",
        ),
        (
            "the chain begins anew with each entry",
            "(last or 0) + 1)",
            "1)",
        ),
        (
            "entries do not follow from one another",
            "for place, part in ipairs({ number, before or '', ... }) do",
            "for place, part in ipairs({ number, '', ... }) do",
        ),
        (
            "the end of the chain stays where it was",
            "redis.call('SET', KEYS[at[2]], number",
            "redis.call('SET', KEYS[at[2]] .. '', last or number",
        ),
        (
            "what an entry says is not signed",
            "ipairs({ number, before or '', ... })",
            "ipairs({ number, before or '' })",
        ),
        (
            "what came since is erased half",
            "return redis.call('ZCARD', key) == value",
            "return true",
        ),
        ("who is gone is suggested", "return redis.call('EXISTS', key) == 1", "return true"),
        (
            "first and last are exchanged",
            "op[4], command == 'RAISE')",
            "op[4], command == 'LOWER')",
        ),
    ),
    *in_file(
        "redis/lua/read.lua",
        (
            "members are not read",
            "ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. first[4]))",
            "ipairs({})",
        ),
        (
            "marks are not read",
            "hit[2] = redis.call('GET', prefix",
            "hit[3] = redis.call('GET', prefix",
        ),
    ),
)
