"""Where conversations are kept and how one turn at a time is seen to: what endpoints.yml names as its stores."""
