//! A caller made from a spec: it prepares, signs, explains and reads any documented call, without generated code.
