package enum DocumentsPlaceholder {}
