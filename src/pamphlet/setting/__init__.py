"""Type that is planned before the engine sees it.

`measure` weighs words in their faces, `display` breaks and sizes headlines,
`copyfit` chooses the size at which a text fills its frames. Text and numbers
come in, numbers and lines go out; nothing is laid out here.
"""
