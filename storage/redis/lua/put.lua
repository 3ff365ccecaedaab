-- A job into its lane, unless one of its id was taken in before.
-- KEYS  1 seen mark  2 job HASH  3 lane LIST  4 ready ZSET  5 waiting counter STRING
-- ARGV  1 job digest  2 lane digest  3 id  4 lane  5 payload  6 now (ms)  7 seen seconds  8 high-water mark
-- Returns 1 taken in, 0 seen before, -1 full
-- Cost  constant.
if redis.call('EXISTS', KEYS[1]) == 1 then
  return 0
end
if tonumber(redis.call('GET', KEYS[5]) or '0') >= tonumber(ARGV[8]) then
  return -1
end
redis.call('SET', KEYS[1], '1', 'EX', ARGV[7])
redis.call('HSET', KEYS[2], 'id', ARGV[3], 'lane', ARGV[4], 'payload', ARGV[5], 'attempt', '0', 'failures', '0', 'put_at', ARGV[6])
redis.call('RPUSH', KEYS[3], ARGV[1])
redis.call('ZADD', KEYS[4], 'NX', ARGV[6], ARGV[2])
redis.call('INCR', KEYS[5])
return 1
