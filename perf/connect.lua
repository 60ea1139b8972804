-- The request that a page's script sends.
wrk.method = "POST"
wrk.body = '{"name":"My HubSpot connection","type":"hubspot"}'
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Sec-Fetch-Site"] = "same-origin"
wrk.headers["Sec-Fetch-Mode"] = "cors"
wrk.headers["Origin"] = os.getenv("PERF_ORIGIN")
wrk.headers["Cookie"] = os.getenv("PERF_COOKIE")
wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
