"""The German twins of all sentences that are put together: the same files, names and arguments.

One word for one thing, and *Sie*:

card Karte, channel (of Slack) Channel, channel (by which somebody writes) Kanal, customer Kunde, contact Kontakt,
duplicate Dublette, handle Benutzername, history Verlauf, identifier Kennung, lead Lead, merge zusammenführen,
note Notiz, order Bestellung, profile Profil, rule Regel, search Suche, segment Segment, settings Einstellungen,
split trennen, tag Schlagwort, timeline Chronik, undo aufheben, verified geprüft, watch mitlesen.
After a colon a small letter follows, as in the English.
"""
