-- A dead letter back into its lane, or gone for good.
-- KEYS  1 job HASH  2 lane LIST  3 ready ZSET  4 waiting ZSET  5 dead ZSET
-- ARGV  1 job digest  2 lane digest  3 "replay" | "drop"  4 now (ms)
-- Returns 1, or 0 when there is no such dead letter
-- Cost  logarithmic in what waits.
if redis.call('ZREM', KEYS[5], ARGV[1]) == 0 then
  return 0
end
if ARGV[3] == 'drop' then
  redis.call('DEL', KEYS[1])
  return 1
end
redis.call('HSET', KEYS[1], 'attempt', '0', 'failures', '0', 'error', '')
redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('ZADD', KEYS[3], 'NX', ARGV[4], ARGV[2])
redis.call('ZADD', KEYS[4], ARGV[4], ARGV[1])
return 1
