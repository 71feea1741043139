-- One call of the table, each time as another user and, where its path has {id}, of another task. A task whose call has an undo gets both
-- in turn, so that each of them changes the task.
local tokens, ids, undone = {}, {}, {}
for line in io.lines(os.getenv("TARGETS")) do
  local token, id, state = line:match("^(%S+) (%S+) (%d)$")
  tokens[#tokens + 1], ids[#ids + 1], undone[#undone + 1] = token, id, state == "0"
end

local function call(name)
  return { method = os.getenv(name .. "_METHOD"), path = os.getenv(name .. "_PATH"), body = os.getenv(name .. "_BODY") }
end
local first, second, n = call("CALL"), call("UNDO"), 0

function init()
  math.randomseed(os.time())
  n = math.random(#tokens)
end

function request()
  n = n + 1
  local i = n % #tokens + 1
  local what = undone[i] and first or second
  undone[i] = not undone[i]
  local headers = { ["Authorization"] = "Bearer " .. tokens[i] }
  local body
  if what.body ~= "" then
    headers["Content-Type"] = "application/json"
    body = what.body:gsub("{n}", n)
  end
  return wrk.format(what.method, (what.path:gsub("{id}", ids[i])), headers, body)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("result requests=%d micros=%d p50=%d p95=%d p99=%d failed=%d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
