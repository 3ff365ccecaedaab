-- What time it is here.
-- KEYS  1 any key: on a cluster, that of the server that is asked
-- ARGV  none
-- Returns {seconds since 1970, microseconds}
-- Cost  constant.
return redis.call('TIME')
