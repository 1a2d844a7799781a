package enum FindingsPlaceholder {}
