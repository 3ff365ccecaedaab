-- One change: all of it lands, or none.
-- KEYS  every key that is checked or written
-- ARGV  1 program as JSON: {"checks": [[key, revision]...], "done": [key, value, seconds] or null,
--       "ops": [[command, key, argument...]...]}; a key is its place in KEYS
-- Returns {"ok", ""} when applied; {"done", value} when this change was applied before; {"stale", place}
--       when a contact has another revision by now: nothing was applied then.
-- Cost  proportional to the program.
local allowed = {
  SET = true, DEL = true, HSET = true, HDEL = true, HINCRBY = true, HSETNX = true, SADD = true, SREM = true,
  ZADD = true, ZREM = true, ZINCRBY = true, INCRBY = true, RPUSH = true, XADD = true, EXPIRE = true, ZREMRANGEBYSCORE = true,
}
local program = cjson.decode(ARGV[1])
if program.done and program.done ~= cjson.null then
  local before = redis.call('GET', KEYS[program.done[1]])
  if before then
    return { 'done', before }
  end
end
for _, check in ipairs(program.checks) do
  local revision = redis.call('HGET', KEYS[check[1]], 'rev') or '0'
  if revision ~= check[2] then
    return { 'stale', tostring(check[1]) }
  end
end
for _, op in ipairs(program.ops) do
  if not allowed[op[1]] then
    return redis.error_reply('refused command ' .. tostring(op[1]))
  end
end
if program.done and program.done ~= cjson.null then
  redis.call('SET', KEYS[program.done[1]], program.done[2], 'EX', program.done[3])
end
for _, op in ipairs(program.ops) do
  local command, key = table.remove(op, 1), table.remove(op, 1)
  if command == 'HSET' and op[1] == 'low' then
    local old = redis.call('HGET', KEYS[key], op[2])
    if not old or tonumber(op[3]) < tonumber(old) then redis.call('HSET', KEYS[key], op[2], op[3]) end
  elseif command == 'HSET' and op[1] == 'high' then
    local old = redis.call('HGET', KEYS[key], op[2])
    if not old or tonumber(op[3]) > tonumber(old) then redis.call('HSET', KEYS[key], op[2], op[3]) end
  else
    redis.call(command, KEYS[key], unpack(op))
  end
end
return { 'ok', '' }
