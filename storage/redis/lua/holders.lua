-- Contacts whose record has some text in it, in the order of their ids.
-- KEYS  1 all ZSET
-- ARGV  1 prefix "{T1}:"  2 after which contact id, or ""  3 contacts looked at, at most  4 the text
--       5 contacts found, at most
-- Returns {the last contact that was looked at, or "" where there are no more; contact...}
-- Cost  proportional to the contacts looked at.
local prefix, text, most = ARGV[1], ARGV[4], tonumber(ARGV[5])
local from = ARGV[2] == '' and '-' or '(' .. ARGV[2]
local ids = redis.call('ZRANGEBYLEX', KEYS[1], from, '+', 'LIMIT', 0, ARGV[3])
local last = #ids < tonumber(ARGV[3]) and '' or ids[#ids]
local found = { last }
for i, id in ipairs(ids) do
  local rec = redis.call('HGET', prefix .. 'contact:' .. id, 'rec')
  if rec and string.find(rec, text, 1, true) then
    found[#found + 1] = id
    if #found > most and i < #ids then
      found[1] = id
      break
    end
  end
end
return found
