-- The heads of the lanes that are due, leased: a lane falls due again when its lease ends.
-- KEYS  1 ready ZSET
-- ARGV  1 queue prefix "{T1}:q:<name>:"  2 now (ms)  3 lease (ms)  4 how many
-- Returns {{id, lane, attempt, failures, put_at, error, payload, trace}...}
-- Cost  proportional to what is taken.
local taken = {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])) do
  local list = ARGV[1] .. 'lane:' .. lane
  local job = redis.call('LINDEX', list, 0)
  while job and redis.call('EXISTS', ARGV[1] .. 'job:' .. job) == 0 do
    redis.call('LPOP', list) -- a job that is gone holds up nobody
    job = redis.call('LINDEX', list, 0)
  end
  if job then
    local key = ARGV[1] .. 'job:' .. job
    redis.call('ZADD', KEYS[1], tonumber(ARGV[2]) + tonumber(ARGV[3]), lane)
    local attempt = redis.call('HINCRBY', key, 'attempt', 1)
    local found = redis.call('HMGET', key, 'id', 'lane', 'failures', 'put_at', 'error', 'payload', 'trace')
    taken[#taken + 1] = { found[1], found[2], attempt, found[3], found[4], found[5], found[6],
      found[7] or '' }
  else
    redis.call('ZREM', KEYS[1], lane)
  end
end
return taken
