-- The heads of the lanes that are due, leased: a lane falls due again when its lease ends.
-- KEYS  1 ready ZSET
-- ARGV  1 queue prefix "{T1}:q:<name>:"  2 now (ms)  3 lease (ms)  4 how many
-- Returns {{job digest, lane digest, id, lane, attempt, failures, put_at, error, payload}...}
-- Cost  proportional to what is taken.
local taken = {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])) do
  local job = redis.call('LINDEX', ARGV[1] .. 'lane:' .. lane, 0)
  if job then
    local key = ARGV[1] .. 'job:' .. job
    redis.call('ZADD', KEYS[1], tonumber(ARGV[2]) + tonumber(ARGV[3]), lane)
    local attempt = redis.call('HINCRBY', key, 'attempt', 1)
    local found = redis.call('HMGET', key, 'id', 'lane', 'failures', 'put_at', 'error', 'payload')
    taken[#taken + 1] = {
      job, lane, found[1] or '', found[2] or '', attempt, found[3] or '0', found[4] or '0', found[5] or '', found[6] or '',
    }
  else
    redis.call('ZREM', KEYS[1], lane)
  end
end
return taken
