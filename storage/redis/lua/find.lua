-- Contacts of profiles that have, for each of some beginnings, a word that begins so.
-- KEYS  1 words ZSET
-- ARGV  1 prefix "{T1}:"  2 words looked at for each beginning  3 contacts returned;  then the beginnings
-- Returns {contact id...}, one a profile, in the order of the words. A beginning of which there are more
--         words than are looked at rules nobody out: the caller looks again at what it is given.
-- Cost  proportional to the words looked at.
local prefix, per_word, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local alone = #ARGV == 4

local function beginning(text)
  local from, to = '[' .. text, '[' .. text .. '\255'
  return { from = from, to = to, count = redis.call('ZLEXCOUNT', KEYS[1], from, to) }
end

local function found(one)
  local words = redis.call('ZRANGEBYLEX', KEYS[1], one.from, one.to, 'LIMIT', 0, per_word)
  local ids, heads = {}, {}
  for _, word in ipairs(words) do
    local id = string.sub(word, string.find(word, '\0', 1, true) + 1)
    local head = redis.call('HGET', prefix .. 'contact:' .. id, 'head') or id
    if not heads[head] then
      heads[head] = true
      ids[#ids + 1] = { id, head }
    end
    if alone and #ids >= most then
      break
    end
  end
  return ids, heads
end

local beginnings = {}
for i = 4, #ARGV do
  beginnings[#beginnings + 1] = beginning(ARGV[i])
end
table.sort(beginnings, function(a, b) return a.count < b.count end)
local rarest = found(beginnings[1])
local others = {}
for i = 2, #beginnings do
  if beginnings[i].count <= per_word then
    local _, heads = found(beginnings[i])
    others[#others + 1] = heads
  end
end
local result = {}
for _, pair in ipairs(rarest) do
  local all = #result < most
  for _, heads in ipairs(others) do
    all = all and heads[pair[2]]
  end
  if all then
    result[#result + 1] = pair[1]
  end
end
return result
