"""Information messages (문자안내): short words without result or identity that tell a person to look (S1-NTF-02). No service."""
