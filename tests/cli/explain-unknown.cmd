explain
E9999
