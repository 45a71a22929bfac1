"""Write the schemas anew."""

from pamphlet.schemas import MODELS, path_of, written

for name in MODELS:
    path_of(name).write_text(written(name), "utf-8")
