"""One door per audience. No rules here: translate in, one call, translate out; doors never import each other, only `parts`."""
