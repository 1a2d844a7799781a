package enum PolicyPlaceholder {}
