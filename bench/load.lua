-- What wrk sends: wrk -s load.lua URL -- TOKENS FIRST COUNT ORDER BODY
-- TOKENS is a file, one a line, or "-" for none; of it COUNT lines, from FIRST on (0 is the first). ORDER is random, next (and again from
-- the front) or once (then the load ends). BODY is how many bytes are posted; 0: it is a GET.
-- All requests are written out before the clock runs, so that the load generator has little to do then.
local requests, count, order, sent = {}, 0, "next", 0

function init(arguments)
  local tokens, first, most = arguments[1], tonumber(arguments[2]), tonumber(arguments[3])
  order = arguments[4]
  local body = tonumber(arguments[5])
  local method = body > 0 and "POST" or "GET"
  local content = body > 0 and ("x"):rep(body) or nil
  if tokens == "-" then
    requests[1] = wrk.format(method, nil, nil, content)
  else
    local line = 0
    for token in io.lines(tokens) do
      if line >= first then requests[#requests + 1] = wrk.format(method, nil, { ["Authorization"] = "Bearer " .. token }, content) end
      line = line + 1
      if #requests == most then break end
    end
  end
  count = #requests
end

function request()
  if order == "random" then return requests[math.random(count)] end
  sent = sent + 1
  if sent > count then
    if order == "once" then wrk.thread:stop() end
    sent = 1
  end
  return requests[sent]
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format("result %d %d %d %d %d %d", summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
