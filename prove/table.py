"""The report as a page of text."""

from typing import Any


def table(report: dict[str, Any]) -> str:
    """A line a goal, below it what was missed and by how much, and a count at the end."""
    lines = [f"{'goal':5} {'verdict':8} {'time':>8}  what must hold"]
    for goal in report["goals"]:
        seconds = f"{goal['seconds']:.1f} s" if goal["seconds"] else ""
        lines.append(f"{goal['id']:5} {goal['verdict']:8} {seconds:>8}  {goal['says']}")
        lines += [f"{'':24}missed: {_missed(gate)}" for gate in goal["missed"]]
        if goal["shown"]:
            shown = ", ".join(f"{name} {value}" for name, value in goal["shown"].items())
            lines.append(f"{'':24}{shown}")
        if goal["verdict"] == "not yet":
            lines[-1] += f" ({goal['trouble']})"
        elif goal["trouble"]:
            lines += [f"{'':24}{line}" for line in goal["trouble"].splitlines()]
    verdicts = [goal["verdict"] for goal in report["goals"]]
    counted = ", ".join(f"{verdicts.count(one)} {one}" for one in dict.fromkeys(verdicts))
    lines.append(f"{counted}; {report['size']} run of {report['seconds']} s, seed {report['seed']}")
    return "\n".join(lines)


def _missed(gate: dict[str, Any]) -> str:
    bound = (
        f"at most {gate['most']:g}" if gate["most"] is not None else f"at least {gate['least']:g}"
    )
    return f"{gate['what']}: {gate['found']:g}, {bound} allowed, off by {gate['missed_by']:g}"
