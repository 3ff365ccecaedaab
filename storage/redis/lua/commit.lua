-- One change: all of it lands, or none.
-- KEYS  every key that is checked or written
-- ARGV  1 program as JSON: {"checks": [[kind, key, value]...], "done": [key, value, seconds] or null,
--         "ops": [[command, key, argument...]...]}; a key is its place in KEYS.
--       2, 3 the key of the audit in HMAC's inner and outer padding, 4 its nonce: where CHAIN is among the ops
--         checks  rev    the revision of a contact, "0" for one that is not there
--                 value  what stands at a key, "" for nothing
--                 set    the members of a set, all of them
--                 card   how many members a set has
--                 there  nothing: the key is there
--                 log    how many a sorted set has
--         ops     the commands of the list below, and
--                 LOWER, RAISE  hash field, number: set unless the number there is lower, higher already
--                 FORGET        value: deletes a string, if it is this one
--                 PASS          from, to: a string becomes this one, if it is that one
--                 LEAVE         prefix, member: out of the sets, and of the strings that name it, whose names a set
--                               has, sorted or not; which is deleted
--                 STAMP         member, how long (ms): into a sorted set by the server's time (ms, exact to the
--                               µs), out of which goes what has been there for so long
--                 PUT           [job, seen mark, lane, ready, waiting, dead], job digest, lane digest, id,
--                               lane, payload, now (ms), seen seconds, how long it settles (ms), trace: as put.lua,
--                               never refused
--                 BURIED        [dead, job], job digest: a dead letter gone for good, if it still is one
--                 COUNT         [numbers, log], member: by how many the log has, in a sorted set; out of it for none
--                 CHAIN         [audit, end of its chain], how many entries are kept, field, value...: an entry of
--                               the audit, numbered, signed over the entry before it, and the new end signed; the
--                               fields are at, by, what, on, and why. Each contact that it is on is told:<contact>
--                               of the newest 500
-- Returns {"ok", ""} when applied; {"done", value} when this change was applied before; {"stale", place}
--         when what was read is so no more: nothing was applied then.
-- Cost  proportional to the program.
local allowed = {
  SET = true, DEL = true, HSET = true, HDEL = true, HINCRBY = true, SADD = true, SREM = true, ZADD = true,
  ZREM = true, ZINCRBY = true, ZREMRANGEBYSCORE = true, ZREMRANGEBYRANK = true, XTRIM = true,
  LOWER = true, RAISE = true, STAMP = true, PUT = true, FORGET = true, LEAVE = true, PASS = true,
  CHAIN = true, COUNT = true, BURIED = true,
}
local program = cjson.decode(ARGV[1])
local done = program.done ~= cjson.null and program.done or nil
if done then
  local before = redis.call('GET', KEYS[done[1]])
  if before then
    return { 'done', before }
  end
end

local function holds(kind, key, value)
  if kind == 'rev' then
    return (redis.call('HGET', key, 'rev') or '0') == value
  elseif kind == 'value' then
    return (redis.call('GET', key) or '') == value
  elseif kind == 'card' then
    return redis.call('SCARD', key) == value
  elseif kind == 'there' then
    return redis.call('EXISTS', key) == 1
  elseif kind == 'log' then
    return redis.call('ZCARD', key) == value
  end
  if redis.call('SCARD', key) ~= #value then
    return false
  end
  for _, member in ipairs(value) do
    if redis.call('SISMEMBER', key, member) == 0 then
      return false
    end
  end
  return true
end

for _, check in ipairs(program.checks) do
  if not holds(check[1], KEYS[check[2]], check[3]) then
    return { 'stale', tostring(check[2]) }
  end
end
for _, op in ipairs(program.ops) do
  if not allowed[op[1]] then
    return redis.error_reply('refused command ' .. tostring(op[1]))
  end
end
if done then
  redis.call('SET', KEYS[done[1]], done[2], 'EX', done[3])
end

local function put(at, job, lane, id, lane_name, payload, now, seconds, settles, trace)
  if redis.call('EXISTS', KEYS[at[2]]) == 1 then
    return
  end
  if settles ~= '0' then
    local jobs = string.sub(KEYS[at[1]], 1, -#job - 1)
    for _, other in ipairs(redis.call('LRANGE', KEYS[at[3]], 0, -1)) do
      local waits = redis.call('HMGET', jobs .. other, 'attempt', 'payload')
      if waits[1] == '0' and waits[2] == payload then
        return
      end
    end
  end
  redis.call('SET', KEYS[at[2]], '1', 'EX', seconds)
  redis.call('HSET', KEYS[at[1]], 'id', id, 'lane', lane_name, 'payload', payload, 'attempt', '0',
    'failures', '0', 'put_at', now, 'error', '')
  local due = now + settles
  if settles ~= '0' then
    redis.call('HSET', KEYS[at[1]], 'due', due)
  end
  if trace ~= '' then
    redis.call('HSET', KEYS[at[1]], 'trace', trace)
  end
  redis.call('RPUSH', KEYS[at[3]], job)
  redis.call('ZADD', KEYS[at[4]], 'NX', due, lane)
  redis.call('ZADD', KEYS[at[5]], now, job)
  redis.call('ZREM', KEYS[at[6]], job)
end

local function bound(key, field, value, raise)
  local old = tonumber(redis.call('HGET', key, field) or '')
  if not old or (raise and tonumber(value) > old) or (not raise and tonumber(value) < old) then
    redis.call('HSET', key, field, value)
  end
end

local function leave(key, prefix, member)
  local sorted = redis.call('TYPE', key)['ok'] == 'zset'
  local names = sorted and redis.call('ZRANGE', key, 0, -1) or redis.call('SMEMBERS', key)
  for _, name in ipairs(names) do
    local at = prefix .. name
    local kind = redis.call('TYPE', at)['ok']
    if kind == 'zset' then
      redis.call('ZREM', at, member)
    elseif kind == 'set' then
      redis.call('SREM', at, member)
    elseif kind == 'string' and string.find(redis.call('GET', at), member, 1, true) then
      redis.call('DEL', at)
    end
  end
  redis.call('DEL', key)
end

local function mac(text)
  local inner = string.gsub(redis.sha1hex(ARGV[2] .. text), '%x%x', function(pair)
    return string.char(tonumber(pair, 16))
  end)
  return redis.sha1hex(ARGV[3] .. inner)
end

local function note_whom(audit, id, number, ...)
  local said = { ... }
  local by, what, on = said[4], said[6], said[8]
  if by == '' and string.sub(what, 1, 8) == 'message.' then
    return -- what customers write is no deed of anybody's
  end
  for contact in string.gmatch(on, 'c_%w+') do
    local told = string.sub(audit, 1, -6) .. 'told:' .. contact
    redis.call('ZADD', told, number, id)
    redis.call('ZREMRANGEBYRANK', told, 0, -501)
    redis.call('EXPIRE', told, 400 * 86400)
  end
end

local function chain(at, kept, ...)
  local last, before = string.match(redis.call('GET', KEYS[at[2]]) or '', '^(%d+) (%x+) ')
  local number = string.format('%.0f', (last or 0) + 1)
  local parts = {}
  for place, part in ipairs({ number, before or '', ... }) do
    parts[place] = #part .. ':' .. part
  end
  local own, nonce = mac(table.concat(parts, ',')), ARGV[4]
  local id = redis.call('XADD', KEYS[at[1]], 'MAXLEN', '~', kept, '*', 'n', number, 'key', nonce, 'before',
    before or '', 'mac', own, ...)
  note_whom(KEYS[at[1]], id, number, ...)
  local sealed = mac('end ' .. number .. ' ' .. own)
  redis.call('SET', KEYS[at[2]], number .. ' ' .. own .. ' ' .. nonce .. ' ' .. sealed)
end

for _, op in ipairs(program.ops) do
  local command, key = op[1], KEYS[op[2]]
  if command == 'PUT' then
    put(op[2], unpack(op, 3))
  elseif command == 'BURIED' then
    if redis.call('ZREM', KEYS[op[2][1]], op[3]) == 1 then
      redis.call('DEL', KEYS[op[2][2]])
    end
  elseif command == 'COUNT' then
    local count = redis.call('ZCARD', KEYS[op[2][2]])
    if count > 0 then
      redis.call('ZADD', KEYS[op[2][1]], count, op[3])
    else
      redis.call('ZREM', KEYS[op[2][1]], op[3])
    end
  elseif command == 'CHAIN' then
    chain(op[2], unpack(op, 3))
  elseif command == 'LOWER' or command == 'RAISE' then
    bound(key, op[3], op[4], command == 'RAISE')
  elseif command == 'FORGET' then
    if redis.call('GET', key) == op[3] then
      redis.call('DEL', key)
    end
  elseif command == 'PASS' then
    if redis.call('GET', key) == op[3] then
      redis.call('SET', key, op[4])
    end
  elseif command == 'LEAVE' then
    leave(key, op[3], op[4])
  elseif command == 'STAMP' then
    local time = redis.call('TIME')
    local now = time[1] * 1000 + time[2] / 1000
    redis.call('ZADD', key, string.format('%.3f', now), op[3])
    redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.3f', now - op[4]))
  else
    redis.call(command, key, unpack(op, 3))
  end
end
return { 'ok', '' }
