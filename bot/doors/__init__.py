"""The doors of other systems: what they signed is taken in durably, and read afterwards.

| path               | who knocks                             | signed by                              |
|--------------------|----------------------------------------|----------------------------------------|
| /ingest/orders     | the team's own shop or order system    | RAPPORT_INGEST_SECRET                  |
| /ingest/messages   | any relay of the team's own            | RAPPORT_INGEST_SECRET                  |
| /ingest/shopify    | Shopify                                | RAPPORT_SHOPIFY_SECRET                 |
| /ingest/whatsapp   | WhatsApp's Cloud API                   | RAPPORT_WHATSAPP_SECRET                |
| /ingest/twilio     | Twilio                                 | RAPPORT_TWILIO_TOKEN                   |

A door without its secret is not there.
"""
