-- Contacts of profiles that have, for each of some beginnings, a word that begins so.
-- KEYS  1 words ZSET
-- ARGV  1 prefix "{T1}:"  2 words looked at  3 contacts returned;  then the beginnings
-- Returns {contact id...}, one a profile, in the order of their words that begin as the rarest of the
--         beginnings does. Where even of that one there are more words than are looked at, only those count.
-- Cost  proportional to the words looked at.
local prefix, looked_at, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])

local from, to, fewest
for i = 4, #ARGV do
  local low, high = '[' .. ARGV[i], '[' .. ARGV[i] .. '\255'
  local count = redis.call('ZLEXCOUNT', KEYS[1], low, high)
  if not fewest or count < fewest then
    from, to, fewest = low, high, count
  end
end

local function has_all(texts)
  for i = 4, #ARGV do
    local met = false
    for _, text in ipairs(texts) do
      met = met or string.find(text, ' ' .. ARGV[i], 1, true)
    end
    if not met then
      return false
    end
  end
  return true
end

local function of_profile(head)
  local texts = {}
  for _, id in ipairs(redis.call('SMEMBERS', prefix .. 'members:' .. head)) do
    texts[#texts + 1] = redis.call('HGET', prefix .. 'contact:' .. id, 'words') or ''
  end
  return texts
end

local result, seen = {}, {}
for _, word in ipairs(redis.call('ZRANGEBYLEX', KEYS[1], from, to, 'LIMIT', 0, looked_at)) do
  if #result >= most then
    break
  end
  local id = string.sub(word, string.find(word, '\0', 1, true) + 1)
  local found = redis.call('HMGET', prefix .. 'contact:' .. id, 'head', 'words')
  local head = found[1] or id
  if not seen[head] then
    if has_all({ found[2] or '' }) or has_all(of_profile(head)) then
      seen[head] = true
      result[#result + 1] = id
    end
  end
end
return result
