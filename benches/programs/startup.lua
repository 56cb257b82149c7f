do end -- starts and leaves
