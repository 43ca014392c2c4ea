"""What is replaced in Rasa 3.6.21 while the bot runs, where Rasa has no setting for it.

The list is in `patches.py`, each with its reason. endpoints.yml names classes of ours, and these apply it when
the server makes them. WAYFINDER_PATCHES=off leaves Rasa as it is; answers are the same, slower.
"""

from wayfinder.patches.patches import PATCHES, Patch, apply_patches

__all__ = ["PATCHES", "Patch", "apply_patches"]
