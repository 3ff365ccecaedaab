-- Contacts in the order of their ids, as a look over the whole store needs them.
-- KEYS  1 all ZSET
-- ARGV  1 prefix "{T1}:"  2 after which contact id, or ""  3 how many
-- Returns {{id, rec, head, {contacts told apart...}, {link...}}...}; links only of contacts that are joined
-- Cost  proportional to what is returned.
local prefix = ARGV[1]
local from = ARGV[2] == '' and '-' or '(' .. ARGV[2]
local rows = {}
for _, id in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], from, '+', 'LIMIT', 0, ARGV[3])) do
  local found = redis.call('HMGET', prefix .. 'contact:' .. id, 'rec', 'head')
  local links = {}
  for _, link in ipairs(redis.call('SMEMBERS', prefix .. 'links:' .. id)) do
    links[#links + 1] = redis.call('GET', prefix .. 'link:' .. link)
  end
  if found[1] then
    rows[#rows + 1] = { id, found[1], found[2] or id, redis.call('HKEYS', prefix .. 'apart:' .. id), links }
  end
end
return rows
