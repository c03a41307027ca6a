//! Nothing yet: the bench writes what was generated.
