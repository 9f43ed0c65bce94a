#!/bin/sh
# The requests of docs/guides/platforms/other.md. It needs curl, the gateway's address, a key, and an address for webhooks.
set -eu
: "${GATEWAY_URL:?}" "${GATEWAY_KEY:?}" "${CALLBACK_URL:?}"

curl -sS -H "Authorization: Bearer $GATEWAY_KEY" "$GATEWAY_URL/v1/me"
echo

curl -sS -H "Authorization: Bearer $GATEWAY_KEY" -H 'Request-Source: MY_PLATFORM' \
  "$GATEWAY_URL/v1/video?subject=https://www.tiktok.com/@growing.fast/video/7000000000000000020"
echo

curl -sS -H "Authorization: Bearer $GATEWAY_KEY" -H 'Request-Source: MY_PLATFORM' -H 'Content-Type: application/json' \
  -d '{"kind":"video","subject":"7000000000000000020","every":"6h","callbackUrl":"'"$CALLBACK_URL"'"}' "$GATEWAY_URL/v1/watches" |
  tee watch.json
echo

WATCH_ID=$(sed -n 's/.*"id":"\(wat_[^"]*\)".*/\1/p' watch.json)
curl -sS -X DELETE -H "Authorization: Bearer $GATEWAY_KEY" "$GATEWAY_URL/v1/watches/$WATCH_ID"
